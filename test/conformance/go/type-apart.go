package p

// ok: type-apart
func run(c *http.Client) {
	// ok: type-apart
	d := http.Client{}
	// ruleid: type-apart
	use(pool.Client)
}
