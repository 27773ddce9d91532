"""The demonstration's mailbox: every mail the site sends, readable in the site itself."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Mail(models.Model):
    sent_at = models.DateTimeField(default=timezone.now)
    sender = models.CharField(max_length=320)
    recipients = models.TextField()
    subject = models.TextField()
    text = models.TextField()
    html = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.subject
