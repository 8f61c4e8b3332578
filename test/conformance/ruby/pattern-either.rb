# ruleid: pattern-either
Marshal.load(x)
# ruleid: pattern-either
YAML.load(x)
# ok: pattern-either
JSON.parse(x)
