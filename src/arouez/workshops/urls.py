from django.urls import include, path

from .views import coming, sheet, team

public_patterns = (
    [
        path("", coming.upcoming, name="upcoming"),
        path("<slug:public_id>/", coming.session, name="session"),
    ],
    "workshops",
)

team_patterns = (
    [
        path("ateliers/", team.listing, name="list"),
        path("ateliers/nouveau/", team.hold, name="hold"),
        path("ateliers/<slug:public_id>/modifier/", team.change, name="change"),
        path("ateliers/<slug:public_id>/annuler/", team.cancel, name="cancel"),
        path("ateliers/<slug:public_id>/ecran/", team.screen, name="screen"),
        path("ateliers/<slug:public_id>/affiche.pdf", team.poster, name="poster"),
        path("ateliers/<slug:public_id>/billets.pdf", team.slips, name="slips"),
        path("ateliers/<slug:public_id>/", sheet.sheet, name="sheet"),
        path("ateliers/<slug:public_id>/gestes/", sheet.acts, name="acts"),
        path("ateliers/<slug:public_id>/ajouter/", sheet.add, name="add"),
        path("ateliers/<slug:public_id>/clore/", sheet.close, name="close"),
        path("ateliers/<slug:public_id>/rouvrir/", sheet.reopen, name="reopen"),
    ],
    "sessions",
)

urlpatterns = [
    path("ateliers/", include(public_patterns)),
    path("structures/<slug:slug>/", include(team_patterns)),
    path("code/", coming.typed, name="code"),
    path("a/<slug:code>", coming.door, name="door"),
    path("place/<slug:code>/", coming.place, name="place"),
    path("place/<slug:code>/rendre/", coming.leave, name="leave-place"),
    path("place/<slug:code>/garder/", coming.claim, name="claim-place"),
]
