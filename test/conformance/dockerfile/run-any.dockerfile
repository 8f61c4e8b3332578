FROM x
# ruleid: run-any
RUN ls
# ruleid: run-any
RUN ["ls"]
# ok: run-any
CMD ["ls"]
