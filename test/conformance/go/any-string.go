package a

func f(s string) {
	// ruleid: any-string
	exec.Command(s)
	// ok: any-string
	exec.Command("ls")
}
