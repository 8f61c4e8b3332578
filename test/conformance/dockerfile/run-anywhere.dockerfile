FROM x
# ruleid: run-anywhere
RUN python -m pip install flask
# ruleid: run-anywhere
RUN pip install flask
# ok: run-anywhere
RUN npm install
