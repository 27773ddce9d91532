from django.urls import include, path

from . import invitation_views, views

issuers = (
    [
        path("<slug:public_id>", views.issuer, name="profile"),
        path("<slug:public_id>/did.json", views.did_json, name="did"),
        path("<slug:public_id>/keys/<slug:name>", views.jwk, name="key"),
    ],
    "issuers",
)

invitations = (
    [
        path("<slug:code>/", invitation_views.invitation, name="invitation"),
        path("<slug:code>/decliner/", invitation_views.decline, name="decline"),
        path("<int:pk>/renvoyer/", invitation_views.send_again, name="send-again"),
        path("<int:pk>/annuler/", invitation_views.cancel, name="cancel"),
    ],
    "invitations",
)

urlpatterns = [
    path("invitations/", include(invitations)),
    path("issuers/", include(issuers)),
    path("ob2/issuers/<slug:public_id>", views.ob2_issuer, name="ob2-issuer"),
    path("ob2/issuers/<slug:public_id>/keys/<slug:name>", views.ob2_key, name="ob2-key"),
]

# A network's own pages; `web` adds its front page.
network_urlpatterns = [
    path("<slug:slug>/journal/", views.journal, name="journal"),
    path("<slug:slug>/reglages/", views.settings, name="settings"),
    path("<slug:slug>/coordination/inviter/", views.invite_coordinator, name="invite-coordinator"),
    path("<slug:slug>/coordination/<int:pk>/retirer/", views.remove_coordinator, name="remove-coordinator"),
    path("<slug:slug>/structures/inviter/", views.invite_founder, name="invite-founder"),
    path("<slug:slug>/structures/proposer/", views.invite_structure, name="invite-structure"),
    path("<slug:slug>/structures/<slug:structure>/retirer/", views.leave, name="leave"),
]

# The structure's own pages; `web` adds the public one, which shows several rooms at once.
structure_urlpatterns = [
    path("<slug:slug>/modifier/", views.present, name="present"),
    path("<slug:slug>/<str:which>", views.image, name="image"),
    path("<slug:slug>/equipe/", views.team, name="team"),
    path("<slug:slug>/equipe/moi/", views.appear, name="appear"),
    path("<slug:slug>/equipe/<int:pk>/role/", views.change_role, name="change-role"),
    path("<slug:slug>/equipe/<int:pk>/retirer/", views.remove_member, name="remove-member"),
]
