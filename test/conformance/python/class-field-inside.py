from django.db import models
# ruleid: class-field-inside
class A(models.Model):
    x = 1
    y = models.CharField(null=True)
# ok: class-field-inside
class B(models.Model):
    y = models.CharField()
