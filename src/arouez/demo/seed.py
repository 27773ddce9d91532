"""Fills an empty site with the demonstration, through the same services as the site itself."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.utils.text import slugify

from arouez.artwork import draw_badge
from arouez.artwork.render import svg_to_png
from arouez.badges import services
from arouez.badges.endorsements import endorse
from arouez.badges.mandates import give_mandate
from arouez.badges.models import Achievement, Award, Picture
from arouez.badges.uploads import PICTURE_PIXELS
from arouez.charter.queries import label_of
from arouez.machines.services import add_machine
from arouez.network.models import Membership, Structure
from arouez.network.presentation import appear, present
from arouez.network.services import add_member, create_network, create_structure
from arouez.passport.services import collect_awards, share
from arouez.people.models import Person
from arouez.people.services import welcome_person
from arouez.requests.services import Shown, ask, say

from . import content
from .canvases import seed_badges, seed_canvases
from .charter import let_lapse, seed_charter
from .workshops import seed_workshops

WEEKS = 8


def seed(now: datetime) -> None:
    """The network, its structures and people, its badges, and eight weeks of awards up to `now`."""
    coordinator = _signed_up(*content.COORDINATOR)
    network = create_network(now=now - timedelta(weeks=52), coordinator=coordinator, **content.NETWORK)
    structures = [_structure(network, *row, now=now) for row in content.STRUCTURES]
    seed_charter(network, structures, coordinator, now)
    achievements = seed_badges(network, structures, coordinator, now - timedelta(weeks=WEEKS + 1))
    appear(structures[0], by=_person(content.STRUCTURES[0][6]), words="Le samedi, à l’accueil et à la laser")
    _mandates(structures, achievements, now - timedelta(weeks=WEEKS + 1))
    neighbours = create_network(now=now - timedelta(weeks=20), coordinator=coordinator, **content.NEIGHBOURS)
    neighbours.structures.add(structures[4])
    first, manager = structures[0], _person(content.STRUCTURES[0][5])
    add_member(first, by=manager, name=content.READER[0], email=content.READER[1], role=Membership.Role.READER)
    badge = _structure_badge(structures[2], now)
    _endorsement(first, badge, now)
    _weeks_of_awards(structures, achievements, now)
    _story_of_lena(first, achievements[0], now)
    _machines(structures, achievements)
    seed_workshops(structures, achievements, now)
    _request(achievements[1], first, now)
    let_lapse(network)
    seed_canvases(network, structures, now)


def _signed_up(name: str, email: str) -> Person:
    """Someone who has already proved their address."""
    person = welcome_person(email, name=name)
    EmailAddress.objects.filter(user=person).update(verified=True)
    return person


def _person(row: tuple[str, str]) -> Person:
    return Person.objects.with_address(row[1])


def _structure(network, slug, kind, name, tagline, place, manager, facilitator, *, now) -> Structure:
    structure = create_structure(
        network,
        now=now - timedelta(weeks=50),
        manager=_signed_up(*manager),
        slug=slug,
        kind=kind,
        name=name,
        tagline=tagline,
        place=place,
        email=f"bonjour@{manager[1].split('@')[1]}",
    )
    present(structure, by=_person(manager), **content.PRESENTATIONS[slug])
    _signed_up(*facilitator)
    role = Membership.Role.FACILITATOR
    add_member(structure, by=_person(manager), name=facilitator[0], email=facilitator[1], role=role)
    return structure


def _mandates(structures: list[Structure], achievements: list[Achievement], now: datetime) -> None:
    """Everybody of a team who may award is named for every badge."""
    for structure in structures:
        manager = structure.memberships.get(role=Membership.Role.MANAGER).person
        for achievement in achievements:
            for person in structure.members.order_by("pk"):
                give_mandate(structure, achievement, person, by=manager, now=now)


def _machines(structures: list[Structure], achievements: list[Achievement]) -> None:
    """What each has, with the badge that teaches it where there is one."""
    by_name = {achievement.name: achievement for achievement in achievements}
    for structure in structures:
        manager = structure.memberships.get(role=Membership.Role.MANAGER).person
        for name, model, badge, out_of_order in content.MACHINES[structure.slug]:
            taught = [by_name[badge]] if badge else []
            add_machine(
                structure, by=manager, name=name, model=model, achievements=taught, is_out_of_order=out_of_order
            )


def _request(achievement: Achievement, structure: Structure, now: datetime) -> None:
    """Someone asks for a badge they could already earn, and was answered."""
    asking = _signed_up(*content.ASKING)
    shown = {place: Shown(does_it=True) for place in range(len(achievement.criteria))}
    shown[len(shown) - 1] = Shown(does_it=True, text=content.ASKED_WITH)
    request = ask(achievement, structure, by=asking, shown=shown, now=now - timedelta(days=2))
    say(request, by=_person(content.STRUCTURES[0][5]), text=content.ANSWERED, now=now - timedelta(days=1))


def _structure_badge(structure: Structure, now: datetime) -> Achievement:
    manager = structure.memberships.get(role=Membership.Role.MANAGER).person
    svg = draw_badge(content.STRUCTURE_BADGE["family"], title=content.STRUCTURE_BADGE["name"], network=structure.name)
    picture = Picture(svg=svg, png=svg_to_png(svg.encode(), PICTURE_PIXELS))
    badge = services.create_achievement(structure, by=manager, picture=picture, **content.STRUCTURE_BADGE)
    return services.publish_achievement(badge, by=manager, now=now - timedelta(weeks=WEEKS))


def _endorsement(first: Structure, badge: Achievement, now: datetime) -> None:
    """One structure stands by a badge of another."""
    by = _person(content.STRUCTURES[0][5])
    endorse(badge, endorser=first, by=by, comment=content.ENDORSEMENT, now=now - timedelta(weeks=WEEKS))


def _weeks_of_awards(structures: list[Structure], achievements: list[Achievement], now: datetime) -> None:
    """Some workshops each week; the same every time the demonstration is made."""
    chance = random.Random(2019)  # noqa: S311  the same demonstration every time is the point
    for week in range(WEEKS, 0, -1):
        for structure in chance.sample(structures, 3):
            achievement = chance.choice(achievements)
            day = now - timedelta(weeks=week - 1, days=chance.randrange(1, 6), minutes=chance.randrange(0, 240))
            if label_of(structure, achievement.network, day) is None:
                continue
            for name in chance.sample(content.RECIPIENTS, chance.randrange(2, 5)):
                _award(structure, achievement, name, _email(name), day, chance.choice(content.EVIDENCE))
    _award(
        structures[3],
        achievements[2],
        content.WITHOUT_EMAIL,
        "",
        now - timedelta(days=9),
        content.EVIDENCE[2],
    )
    mistaken = Award.objects.filter(structure=structures[1]).first()
    services.revoke_award(
        mistaken,
        by=structures[1].memberships.get(role=Membership.Role.MANAGER).person,
        reason="Attribué par erreur à la mauvaise personne après l’atelier.",
        now=now - timedelta(days=2),
    )


def _story_of_lena(structure: Structure, achievement: Achievement, now: datetime) -> None:
    """Lena got her laser badge at Recouvrance, has signed in, and shows it."""
    name, email = content.HEROINE
    _award(structure, achievement, name, email, now - timedelta(days=3), content.EVIDENCE[0])
    lena = _signed_up(name, email)
    collect_awards(lena, now)
    share(lena.entries.get(), by=lena, show_name=True, now=now)


def _award(structure: Structure, achievement: Achievement, name: str, email: str, day: datetime, proof: str) -> None:
    facilitator = structure.memberships.filter(role=Membership.Role.FACILITATOR).first().person
    if email and achievement.awards.filter(structure=structure, recipient_email=email).exists():
        return
    services.award_badge(
        achievement,
        structure=structure,
        by=facilitator,
        recipient=services.Recipient(name, email),
        criteria_seen=range(len(achievement.criteria)),
        evidence=[{"kind": "text", "text": proof}],
        now=day,
    )


def _email(name: str) -> str:
    return f"{slugify(name.replace('’', ''))}@exemple.example"
