FROM x
# ruleid: run-rest
RUN pip install -r x
# ok: run-rest
RUN npm install x
