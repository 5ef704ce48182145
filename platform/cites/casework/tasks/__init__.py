"""What the workers do about cases, divided by what it is about.

A task's name is its address: what an older version put on a queue, a newer worker takes up under the same name.
"""

from cites.casework.tasks.bodies import send_body_mail
from cites.casework.tasks.deputies import tell_deputies
from cites.casework.tasks.news import send_news
from cites.casework.tasks.register import keep_register_files, make_register_file
from cites.casework.tasks.scans import scan_attached_file, scan_the_rest
from cites.casework.tasks.sweeping import GIVEN_UP, send_the_rest

__all__ = [
    "GIVEN_UP",
    "keep_register_files",
    "make_register_file",
    "scan_attached_file",
    "scan_the_rest",
    "send_body_mail",
    "send_news",
    "send_the_rest",
    "tell_deputies",
]
