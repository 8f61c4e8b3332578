from django.db.models.expressions import RawSQL

from .models import User


def people(request, name):
    # ruleid: python.django-raw-sql
    User.objects.raw("SELECT * FROM users WHERE name = '%s'" % name)
    # ruleid: python.django-raw-sql
    User.objects.raw(request.GET["query"])
    # ruleid: python.django-raw-sql
    User.objects.annotate(value=RawSQL(sql="{} + 1".format(name), params=[]))
    # ruleid: python.django-raw-sql
    User.objects.filter(active=True).extra(where=[f"name = '{name}'"])
    key = request.GET.get("key")
    # ruleid: python.django-raw-sql
    User.objects.annotate(value=RawSQL("SELECT " + key + " FROM extra", []))
    # ok: python.django-raw-sql
    User.objects.raw("SELECT * FROM users WHERE name = %s", [name])
    # ok: python.django-raw-sql
    User.objects.filter(name=request.GET["name"])
    # ok: python.django-raw-sql
    User.objects.extra(where=["name = %s"], params=[request.GET["name"]])
    # ok: python.django-raw-sql
    User.objects.annotate(value=RawSQL("SELECT v FROM extra WHERE k = %s", [key]))
