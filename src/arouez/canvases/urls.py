from django.urls import include, path

from .views import canvases, files, looks, rounds, texts

one_canvas = [
    path("", canvases.detail, name="detail"),
    path("ecrire/<slug:step>/", texts.write, name="write"),
    path("champs/<slug:field>/", texts.field, name="field"),
    path("champs/<slug:field>/commenter/", texts.comment, name="comment"),
    path("champs/<slug:field>/suggerer/", texts.suggest, name="suggest"),
    path("remarques/<int:pk>/regler/", texts.settle, name="settle"),
    path("suggestions/<int:pk>/accepter/", texts.accept, name="accept"),
    path("suggestions/<int:pk>/ecarter/", texts.decline, name="decline"),
    path("visuel/", looks.designer, name="designer"),
    path("visuel.svg", looks.picture, name="picture"),
    path("versions/<int:number>/", texts.version, name="version"),
    path("discussion/", canvases.open_discussion, name="open-discussion"),
    path("abandonner/", canvases.abandon, name="abandon"),
    path("reprendre/", canvases.resume, name="resume"),
    path("reviser/", canvases.revise, name="revise"),
    path("consentement/", rounds.running, name="round"),
    path("consentement/ouvrir/", rounds.open_round, name="open-round"),
    path("consentement/interrompre/", rounds.interrupt, name="interrupt"),
    path("consentement/voix/<slug:structure>/", rounds.give_voice, name="voice"),
    path("decision/", rounds.decision, name="decision"),
    path("journal/", canvases.journal, name="journal"),
    path("a3.pdf", files.sheet, name="sheet"),
    path("fichiers/", files.attach, name="attach"),
    path("fichiers/<slug:file_id>", files.download, name="file"),
    path("fichiers/<slug:file_id>/retirer/", files.remove, name="remove-file"),
]

canvas_patterns = (
    [
        path("", canvases.listing, name="list"),
        path("nouveau/", canvases.create, name="new"),
        path("importer/", canvases.import_badge, name="import"),
        path("<slug:public_id>/", include(one_canvas)),
    ],
    "canvases",
)

urlpatterns = [path("canevas/", include(canvas_patterns))]
