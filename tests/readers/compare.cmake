# Runs WRITER on FOLDER and READER on the shard it wrote: both must print the same figures.
execute_process(COMMAND ${WRITER} ${FOLDER} OUTPUT_VARIABLE expected COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${PYTHON} ${READER} ${FOLDER}/shard-0000-0000.h5
  OUTPUT_VARIABLE found COMMAND_ERROR_IS_FATAL ANY)
if(NOT found STREQUAL expected)
  message(FATAL_ERROR "the reader printed\n${found}\nbut the writer expects\n${expected}")
endif()
