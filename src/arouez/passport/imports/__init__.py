"""Badges from elsewhere: what a person gives is unpacked, each badge in it is judged, the good ones are kept."""
