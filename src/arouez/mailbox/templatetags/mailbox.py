from django import template
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def mail_text(text: str) -> SafeString:
    """A plain mail as paragraphs, its addresses as links. Escapes everything else."""
    return mark_safe(linebreaks(urlize(text, nofollow=True, autoescape=True)))  # noqa: S308  urlize has escaped it
