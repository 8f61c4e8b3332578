FROM x
# ruleid: copy-from
COPY --from=build /a /b
# ok: copy-from
COPY /a /b
