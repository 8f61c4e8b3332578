package a

func f() {
	// ruleid: arguments-ellipsis
	exec.Command("sh", "-c", cmd)
	// ruleid: arguments-ellipsis
	exec.Command("sh")
	// ok: arguments-ellipsis
	exec.Command("ls", "sh")
}
