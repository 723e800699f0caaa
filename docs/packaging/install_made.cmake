# Part of `cmake --install`: what the program makes itself, and what only Debian wants. packaging.cmake sets
# program, made, packaging, license, share, man and documentation.
function(make_file name)
  execute_process(COMMAND ${program} ${ARGN} OUTPUT_FILE ${made}/${name} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# The same input gives the same bytes: no name, no time.
function(compress from to)
  execute_process(COMMAND gzip -9nc ${from} OUTPUT_FILE ${made}/${to} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(MAKE_DIRECTORY ${made})
make_file(servesweep.1 manual)
make_file(servesweep completion bash)
make_file(_servesweep completion zsh)
compress(${made}/servesweep.1 servesweep.1.gz)
file(INSTALL ${made}/servesweep.1.gz DESTINATION ${man})
file(INSTALL ${made}/servesweep DESTINATION ${share}/bash-completion/completions)

# Pages link to the configurations as they do in the source tree.
file(CREATE_LINK ../../servesweep/configs $ENV{DESTDIR}${documentation}/configs SYMBOLIC)

if(CMAKE_INSTALL_PREFIX STREQUAL "/usr" AND EXISTS /etc/debian_version)
  file(INSTALL ${made}/_servesweep DESTINATION ${share}/zsh/vendor-completions)
  compress(${packaging}/changelog changelog.Debian.gz)
  file(INSTALL ${made}/changelog.Debian.gz ${packaging}/copyright DESTINATION ${documentation})
else()
  file(INSTALL ${made}/_servesweep DESTINATION ${share}/zsh/site-functions)
  file(INSTALL ${license} DESTINATION ${documentation})
endif()
