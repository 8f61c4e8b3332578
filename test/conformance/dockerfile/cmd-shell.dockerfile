FROM x
# ruleid: cmd-shell
CMD node x.js
# ok: cmd-shell
CMD ["node", "x.js"]
