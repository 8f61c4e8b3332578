FROM python:3.12
# ruleid: shell-pattern
RUN cd app && pip install flask
# ok: shell-pattern
RUN pip list
