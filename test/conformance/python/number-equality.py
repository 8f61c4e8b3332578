# ruleid: number-equality
wait(0x10)
# ruleid: number-equality
wait(0b1_0000)
# ok: number-equality
wait(16.0)
