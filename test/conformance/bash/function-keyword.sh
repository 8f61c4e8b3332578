# ruleid: function-keyword
function run {
  :
}
# ruleid: function-keyword
run() {
  :
}
# ok: function-keyword
walk() {
  :
}
