FROM x
# ruleid: run-mount
RUN --mount=type=cache,target=/root/.cache pip install flask
# ok: run-mount
RUN npm ci
