# What `cmake --install` puts where, and what the Debian package says of itself.
include(GNUInstallDirs)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)  # a package needs the program, not its tests

install(TARGETS servesweep)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/configs ${PROJECT_SOURCE_DIR}/slurm
  DESTINATION ${CMAKE_INSTALL_DATADIR}/servesweep)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md ${PROJECT_SOURCE_DIR}/CONTRIBUTING.md
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs DESTINATION ${CMAKE_INSTALL_DOCDIR}
  FILES_MATCHING PATTERN "*.md" PATTERN "*.html" PATTERN "*.def" PATTERN "*.py" PATTERN "*.R" PATTERN "*.m" PATTERN "*.jl")

# The program prints its manual page and completions when it is installed. A package for Debian, which is what
# /usr is for, keeps some things elsewhere than other systems do.
install(CODE "
  set(program \"$<TARGET_FILE:servesweep>\")
  set(made \"${PROJECT_BINARY_DIR}/made\")
  set(packaging \"${CMAKE_CURRENT_LIST_DIR}\")
  set(license \"${PROJECT_SOURCE_DIR}/LICENSE\")
  set(share \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}\")
  set(man \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_MANDIR}/man1\")
  set(documentation \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DOCDIR}\")
  include(\"\${packaging}/install_made.cmake\")
")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_CONTACT "servesweep developers <maintainers@servesweep.invalid>")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "openmpi-bin")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "hdf5-tools, python3-h5py, slurm-client")
string(CONCAT CPACK_DEBIAN_PACKAGE_DESCRIPTION "find the best way to run a fleet of LLM inference servers\n"
  "Simulates clusters of vLLM-like instances behind a router, request by\n"
  "request, and compares strategies: which request is admitted, where it goes,\n"
  "who runs next, how prompts are cut, what stays in the KV cache.\n"
  ".\n"
  "A study names strategies, parameter ranges, a workload and seeds. All of it\n"
  "runs in parallel, on threads, under MPI and under Slurm, and the result is\n"
  "which strategy wins, by how much, and how sure that is.")
include(CPack)
