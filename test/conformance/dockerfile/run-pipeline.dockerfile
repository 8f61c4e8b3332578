FROM x
# ruleid: run-pipeline
RUN wget -O- x | bash
# ok: run-pipeline
RUN bash x
