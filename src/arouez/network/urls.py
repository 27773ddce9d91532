from django.urls import include, path

from . import views

issuers = (
    [
        path("<slug:public_id>", views.issuer, name="profile"),
        path("<slug:public_id>/did.json", views.did_json, name="did"),
        path("<slug:public_id>/keys/<slug:name>", views.jwk, name="key"),
    ],
    "issuers",
)

urlpatterns = [
    path("issuers/", include(issuers)),
    path("reseaux/<slug:slug>/journal/", views.journal, name="network-journal"),
    path("ob2/issuers/<slug:public_id>", views.ob2_issuer, name="ob2-issuer"),
    path("ob2/issuers/<slug:public_id>/keys/<slug:name>", views.ob2_key, name="ob2-key"),
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
