from django.urls import include, path

from . import views

credential_patterns = (
    [
        path("<slug:public_id>", views.public, name="public"),
        path("<slug:public_id>/badge.<str:form>", views.public_file, name="file"),
        path("<slug:public_id>/preuves/<int:place>", views.evidence, name="evidence"),
        path("<slug:public_id>/partager/", views.share, name="share"),
        path("<slug:public_id>/ne-plus-partager/", views.unshare, name="unshare"),
    ],
    "credentials",
)

urlpatterns = [
    path("passeport/", include(([path("", views.mine, name="mine")], "passport"))),
    path("recu/<slug:code>/", views.received, name="received"),
    path("recu/<slug:code>/ajouter/", views.claim, name="claim"),
    path("recu/<slug:code>/badge.<str:form>", views.received_file, name="received-file"),
    path("recu/<slug:code>/preuves/<int:place>", views.received_evidence, name="received-evidence"),
    path("credentials/", include(credential_patterns)),
]
