// ruleid: middleware
router.get('/a', auth, async (req, res) => { a(); });
// ok: middleware
router.get('/a', auth, handler);
