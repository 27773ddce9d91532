from django.urls import include, path

from . import views
from .imports import views as imports

imported_patterns = (
    [
        path("", imports.listing, name="list"),
        path("ajouter/", imports.add, name="add"),
        path("ajouts/<slug:public_id>/", imports.progress, name="import"),
        path("<slug:public_id>/", imports.detail, name="detail"),
        path("<slug:public_id>/image.png", imports.picture, name="picture"),
        path("<slug:public_id>/original", imports.original, name="original"),
        path("<slug:public_id>/verifier/", imports.verify_again, name="verify"),
        path("<slug:public_id>/retirer/", imports.remove, name="remove"),
    ],
    "imported",
)

credential_patterns = (
    [
        path("<slug:public_id>", views.public, name="public"),
        path("<slug:public_id>.jwt", views.public_jws, {"form": "jwt"}, name="jwt"),
        path("<slug:public_id>/badge.<str:form>", views.public_file, name="file"),
        path("<slug:public_id>/preuves/<int:place>", views.evidence, name="evidence"),
        path("<slug:public_id>/soutenir/", views.endorse, name="endorse"),
        path("<slug:public_id>/partager/", views.share, name="share"),
        path("<slug:public_id>/ne-plus-partager/", views.unshare, name="unshare"),
    ],
    "credentials",
)

urlpatterns = [
    path("passeport/", include(([path("", views.mine, name="mine")], "passport"))),
    path("passeport/ailleurs/", include(imported_patterns)),
    path("recu/<slug:code>/", views.received, name="received"),
    path("recu/<slug:code>/ajouter/", views.claim, name="claim"),
    path("recu/<slug:code>/badge.<str:form>", views.received_file, name="received-file"),
    path("recu/<slug:code>/preuves/<int:place>", views.received_evidence, name="received-evidence"),
    path("ob2/assertions/<slug:public_id>", views.ob2_assertion, name="ob2-assertion"),
    path("ob2/assertions/<slug:public_id>.jws", views.public_jws, {"form": "ob2.jws"}, name="ob2-signed"),
    path("endorsements/<slug:public_id>", views.endorsement, name="endorsement"),
    path("credentials/", include(credential_patterns)),
]
