// ruleid: import-directive
using System.Web;
// ok: import-directive
using System.IO;
class Target { }
