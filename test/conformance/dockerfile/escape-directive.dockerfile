# escape=`
FROM x
# ruleid: escape-directive
RUN dir `
  c:\
# ok: escape-directive
RUN ls
