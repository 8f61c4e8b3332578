FROM x
# ruleid: cmd-array
CMD ["node", "x.js"]
# ok: cmd-array
CMD ["python", "x.py"]
