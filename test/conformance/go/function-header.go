package p

// ruleid: function-header
func a(c *gin.Context) {
	use(c)
}

// ok: function-header
func b(c int) {
	use(c)
}
