"""The letters of invitations: one task per letter, tried again when the server does not answer."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from arouez.letters import RETRY_DELAYS, post
from arouez.people.models import Person

from .models import Invitation
from .queries import managers_of


def write_invitation(invitation: Invitation) -> None:
    """To the address invited, in the language they chose if known, else that of who invites; or to a structure's managers."""
    if invitation.kind == Invitation.Kind.JOINING:
        readers = [(person.email, person.language) for person in managers_of([invitation.structure])]
    else:
        person = Person.objects.with_address(invitation.email) or invitation.by
        readers = [(invitation.email, person.language)]
    for address, language in readers:
        if address:
            send.enqueue(invitation.pk, address, language)


@task(priority=10)
def send(invitation_id: int, to: str, language: str, attempt: int = 0) -> None:
    """One letter, unless it has been answered or cancelled meanwhile."""
    which = Invitation.objects.select_related("network", "structure", "by")
    invitation = which.filter(pk=invitation_id, state=Invitation.State.WAITING).first()
    if invitation is None:
        return
    context = {"invitation": invitation, "url": settings.BASE_URL + invitation.get_absolute_url()}
    settled = post("network/mail/invitation", context, to=to, language=language)
    if not settled and attempt < len(RETRY_DELAYS):
        later = timezone.now() + RETRY_DELAYS[attempt]
        send.using(run_after=later).enqueue(invitation_id, to, language, attempt + 1)
