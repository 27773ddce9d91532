from django.urls import include, path

from .views import achievements, awards, endorsements, mandates, ob2

achievement_patterns = (
    [
        path("<slug:public_id>", achievements.detail, name="detail"),
        path("<slug:public_id>/image.svg", achievements.svg, name="svg"),
        path("<slug:public_id>/image.png", achievements.png, name="png"),
        path("<slug:public_id>/modifier/", achievements.change, name="change"),
        path("<slug:public_id>/publier/", achievements.publish, name="publish"),
        path("<slug:public_id>/retirer/", achievements.retire, name="retire"),
        path("<slug:public_id>/soutenir/", endorsements.achievement, name="endorse"),
    ],
    "achievements",
)

award_patterns = (
    [
        path("attribuer/", awards.choose, name="choose"),
        path("attribuer/<slug:public_id>/", awards.award, name="award"),
        path("attribuer/<slug:public_id>/liste/", awards.award_list, name="list"),
        path("attribuer/<slug:public_id>/structure/", awards.award_organisation, name="organisation"),
        path("listes/<slug:public_id>/", awards.batch, name="batch"),
        path("badges-attribues/", awards.given, name="given"),
        path("badges-attribues/<slug:public_id>/", awards.detail, name="detail"),
        path("badges-attribues/<slug:public_id>/preuves/<int:place>", awards.evidence, name="evidence"),
        path("badges-attribues/<slug:public_id>/revoquer/", awards.revoke, name="revoke"),
        path("badges-attribues/<slug:public_id>/renvoyer/", awards.send_again, name="send-again"),
    ],
    "awards",
)

mandate_patterns = (
    [
        path("", mandates.listing, name="list"),
        path("<int:pk>/retirer/", mandates.withdraw, name="withdraw"),
        path("<slug:public_id>/criteres/", mandates.criteria, name="criteria"),
    ],
    "mandates",
)

urlpatterns = [
    path("badges/", achievements.catalogue, name="catalogue"),
    path("achievements/", include(achievement_patterns)),
    path("ob2/issuers/<slug:public_id>/badges/<slug:achievement_id>", ob2.badge_class, name="ob2-badge-class"),
    path("ob2/issuers/<slug:public_id>/revocations", ob2.revocations, name="ob2-revocations"),
    path("status/<slug:public_id>", achievements.status_list, name="status-list"),
    path("canevas/<slug:public_id>/publier/", achievements.publish_canvas, name="publish-canvas"),
    path("structures/<slug:slug>/", include(award_patterns)),
    path("structures/<slug:slug>/mandats/", include(mandate_patterns)),
    path("structures/<slug:slug>/reconnaitre/", endorsements.structure, name="endorse-structure"),
    path("endorsements/<slug:public_id>/masquer/", endorsements.hide, name="hide-endorsement"),
    path("endorsements/<slug:public_id>/retirer/", endorsements.withdraw, name="withdraw-endorsement"),
    path("structures/<slug:slug>/badges/nouveau/", achievements.create, name="create-achievement"),
]
