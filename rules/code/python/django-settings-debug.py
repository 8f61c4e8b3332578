import os

# ruleid: python.django-settings-debug
DEBUG = True
# ok: python.django-settings-debug
TEMPLATE_DEBUG = False
# ok: python.django-settings-debug
DEBUG = os.environ.get("DEBUG") == "1"
# ruleid: python.django-settings-debug
DEBUG: bool = True
if os.environ.get("STAGE") == "development":
    # ok: python.django-settings-debug
    DEBUG = True


class Development:
    # ok: python.django-settings-debug
    DEBUG = True

# ruleid: python.django-settings-debug
DEBUG = True  # until the release
