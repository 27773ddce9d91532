"""Every address of the site. Those of issued documents (issuers, achievements, credentials, status) never change."""

from django.urls import include, path
from django.views.i18n import set_language

from arouez.badges.urls import urlpatterns as badges
from arouez.canvases.urls import urlpatterns as canvases
from arouez.charter.urls import urlpatterns as charter
from arouez.machines.urls import urlpatterns as machines
from arouez.mailbox.urls import urlpatterns as mailbox
from arouez.network.urls import network_urlpatterns, structure_urlpatterns
from arouez.network.urls import urlpatterns as network
from arouez.passport.urls import urlpatterns as passport
from arouez.people.urls import urlpatterns as people
from arouez.requests.urls import urlpatterns as requests
from arouez.verification.urls import urlpatterns as verification
from arouez.web import views as web
from arouez.workshops.urls import urlpatterns as workshops

structures = (
    [
        path("", web.structures, name="list"),
        path("<slug:slug>/", web.structure, name="detail"),
        *structure_urlpatterns,
    ],
    "structures",
)

networks = (
    [
        path("", web.networks, name="list"),
        path("<slug:slug>/", web.network, name="front"),
        *network_urlpatterns,
    ],
    "networks",
)

urlpatterns = [
    path("", web.home, name="home"),
    path("langue/", set_language, name="set_language"),
    path("compte/", include(people)),
    path("structures/", include(structures)),
    path("reseaux/", include(networks)),
    *network,
    *charter,
    *canvases,
    *badges,
    *passport,
    *requests,
    *workshops,
    *machines,
    *verification,
    *mailbox,
]

handler404 = "arouez.web.views.not_found"
