FROM x
# ruleid: run-continued
RUN curl -s \
  # with a comment inside
  https://x \
  | sh
# ok: run-continued
RUN curl -o f https://x
