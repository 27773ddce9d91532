"""python -m arouez.badges.artwork: draw the network's badges anew."""

from . import write_artwork

write_artwork()
