package a

func f() {
	// ruleid: channel
	c <- 1
	// ruleid: channel
	v := <-c
	// ok: channel
	v := c
}
