from django.urls import include, path

from .views import drafts, labels, public, signatures

charter_patterns = (
    [
        path("", public.charter, name="charter"),
        path("versions/<int:number>/", public.version, name="version"),
        path("versions/<int:number>/charte.pdf", public.version_pdf, name="version-pdf"),
        path("signataires/", public.signatories, name="signatories"),
        path("signatures/<slug:public_id>/", public.signature, name="signature"),
        path("signatures/<slug:public_id>/charte.pdf", public.signed_pdf, name="signed-pdf"),
        path("signatures/<slug:public_id>/nom/", signatures.show_name, name="show-name"),
        path("brouillon/", drafts.draft, name="draft"),
        path("brouillon/ecrire/", drafts.write, name="write"),
        path("brouillon/publier/", drafts.publish, name="publish"),
        path("brouillon/remarques/", drafts.remark, name="remark"),
        path("brouillon/remarques/<int:pk>/regler/", drafts.settle, name="settle"),
        path("suivi/", labels.overview, name="overview"),
        path("structures/<slug:structure>/", labels.structure, name="structure"),
        path("structures/<slug:structure>/signer/", signatures.ask, name="sign"),
        path("structures/<slug:structure>/signer/code/", signatures.confirm, name="confirm"),
        path("structures/<slug:structure>/retirer/", labels.withdraw, name="withdraw"),
        path("structures/<slug:structure>/suspendre/", labels.suspend, name="suspend"),
        path("structures/<slug:structure>/lever/", labels.lift, name="lift"),
    ],
    "charter",
)

urlpatterns = [path("reseaux/<slug:slug>/charte/", include(charter_patterns))]
