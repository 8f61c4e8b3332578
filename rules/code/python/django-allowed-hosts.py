import os

# ruleid: python.django-allowed-hosts
ALLOWED_HOSTS = ["*"]
# ruleid: python.django-allowed-hosts
ALLOWED_HOSTS = ["example.com", "*"]
HOST = "*"
# ruleid: python.django-allowed-hosts
ALLOWED_HOSTS = [HOST]
# ok: python.django-allowed-hosts
ALLOWED_HOSTS = ["example.com", ".example.com"]
# ok: python.django-allowed-hosts
ALLOWED_HOSTS = []
# ok: python.django-allowed-hosts
CORS_ALLOWED_HEADERS = ["*"]
# ok: python.django-allowed-hosts
ALLOWED_HOSTS = os.environ["HOSTS"].split(",")
if os.environ.get("STAGE") == "development":
    # ok: python.django-allowed-hosts
    ALLOWED_HOSTS = ["*"]
