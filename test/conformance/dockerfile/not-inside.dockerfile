FROM x
# ruleid: not-inside
CMD ["x"]
USER joe
# ok: not-inside
CMD ["y"]
