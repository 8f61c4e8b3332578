fun find() {
  val name = readLine()
  // ruleid: taint-short-interpolation
  database.rawQuery("select '$name'")
  // ok: taint-short-interpolation
  database.rawQuery("select \$name")
}
