# What every report carries, so that a page needs no network and the program no path.

find_file(SERVESWEEP_CHART_JS chart.min.js PATHS /usr/share/javascript/chart.js NO_DEFAULT_PATH
  DOC "Chart.js 3, one minified file")
if(NOT SERVESWEEP_CHART_JS)
  message(FATAL_ERROR "chart.min.js: not found (reports carry it); install Debian's package libjs-chart.js, or set "
    "SERVESWEEP_CHART_JS to the file of Chart.js 3.9")
endif()

# base64(RESULT HEX): base64 of a SHA-256 in hexadecimal, as a Content-Security-Policy wants it.
function(base64 result hex)
  set(digits ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
  set(text "")
  foreach(start RANGE 0 60 6)  # ten times three bytes, then two bytes and nothing
    string(SUBSTRING "${hex}0000" ${start} 6 bytes)
    foreach(shift 18 12 6 0)
      math(EXPR digit "(0x${bytes} >> ${shift}) & 63")
      string(SUBSTRING ${digits} ${digit} 1 character)
      string(APPEND text ${character})
    endforeach()
  endforeach()
  string(SUBSTRING ${text} 0 43 text)
  set(${result} ${text}= PARENT_SCOPE)
endfunction()

# read_asset(NAME FILE...): the files' text in NAME, its hash in NAME_hash.
function(read_asset name)
  set(text "")
  foreach(file ${ARGN})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} part)
    string(APPEND text "${part}")
  endforeach()
  string(SHA256 hash "${text}")
  base64(hash64 ${hash})
  set(${name} "${text}" PARENT_SCOPE)
  set(${name}_hash ${hash64} PARENT_SCOPE)
endfunction()

set(here ${CMAKE_CURRENT_LIST_DIR})
read_asset(page_style ${here}/page.css)
read_asset(page_script ${here}/chart_theme.js ${here}/chart_axes.js ${here}/chart_config.js ${here}/chart_marks.js
  ${here}/chart_compare.js ${here}/page_choice.js ${here}/page.js)
read_asset(chart_library ${SERVESWEEP_CHART_JS})
read_asset(chart_licence ${here}/chart_licence.txt)
if(chart_library MATCHES "</script|<!--" OR NOT chart_library MATCHES "Chart\\.js v3\\.")
  message(FATAL_ERROR "${SERVESWEEP_CHART_JS}: not Chart.js 3 (the page's scripts use it); install Debian's package "
    "libjs-chart.js, or set SERVESWEEP_CHART_JS to the file of Chart.js 3.9")
endif()
configure_file(${here}/page_assets.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/page_assets.cpp @ONLY)
