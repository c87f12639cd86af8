"""Django's own commands, for developers: python manage.py makemigrations …"""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cellwork.config.settings")
os.environ.setdefault("CELLWORK_AS_OWNER", "1")

if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    from cellwork.kernel.guarding import unguarded

    with unguarded("a developer's command"):
        execute_from_command_line(sys.argv)
