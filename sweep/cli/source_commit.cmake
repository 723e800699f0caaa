# Writes the header TO with the commit of the checkout SOURCE; leaves it untouched if it says so already, so that
# nothing is built anew. What is no checkout of its own (a tarball, perhaps unpacked inside another project's) is
# "unknown", unless COMMIT says better, as a packager's build may.
cmake_minimum_required(VERSION 3.25)
set(commit "unknown")
set(modified false)
find_program(GIT git)
if(COMMIT)
  set(commit ${COMMIT})
elseif(GIT AND EXISTS ${SOURCE}/.git)
  execute_process(COMMAND ${GIT} -C ${SOURCE} rev-parse --verify HEAD
    OUTPUT_VARIABLE head OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
  execute_process(COMMAND ${GIT} -C ${SOURCE} --no-optional-locks status --porcelain --untracked-files=no
    OUTPUT_VARIABLE changes ERROR_QUIET RESULT_VARIABLE unknown_changes)
  if(NOT failed AND NOT unknown_changes)
    set(commit ${head})
    if(changes)
      set(modified true)
    endif()
  endif()
endif()
file(CONFIGURE OUTPUT ${TO} CONTENT [[#pragma once

inline constexpr const char* kSourceCommit = "@commit@";
inline constexpr bool kSourceModified = @modified@;
]] @ONLY)
