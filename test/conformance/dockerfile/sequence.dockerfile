FROM x
# ruleid: sequence
USER root
RUN ls
CMD ["x"]
