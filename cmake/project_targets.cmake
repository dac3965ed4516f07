# What every target of the project shares: language level, warnings, sanitizers, ccache, output folders.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

find_program(FACELOOM_CCACHE ccache)
if(FACELOOM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # ccache reuses objects built with a precompiled header only when told that it may, and those of another checkout
    # only when paths are taken as relative to this one.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${FACELOOM_CCACHE})
endif()

add_library(faceloom_flags INTERFACE)
target_compile_options(faceloom_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${FACELOOM_CCACHE}>>:-fpch-preprocess>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # False alarms inside libstdc++ strings and vectors with GCC 12 and -O3.
    target_compile_options(faceloom_flags INTERFACE -Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict)
endif()
target_include_directories(faceloom_flags INTERFACE "${PROJECT_SOURCE_DIR}")
if(FACELOOM_SANITIZE)
    target_compile_options(faceloom_flags INTERFACE
        -fsanitize=${FACELOOM_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(faceloom_flags INTERFACE -fsanitize=${FACELOOM_SANITIZE})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # The sanitizers' own rewriting confuses these two of GCC's checks.
        target_compile_options(faceloom_flags INTERFACE -Wno-maybe-uninitialized -Wno-tsan)
    endif()
endif()
if(FACELOOM_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        message(FATAL_ERROR "FACELOOM_FUZZ needs clang, as in the preset fuzz.")
    endif()
    # What libFuzzer steers by, and the standard library's own bounds checks. Warnings are GCC's business.
    target_compile_options(faceloom_flags INTERFACE -fsanitize=fuzzer-no-link -w -Wno-c++11-narrowing)
    target_compile_definitions(faceloom_flags INTERFACE _GLIBCXX_ASSERTIONS)
endif()

# faceloom_library(NAME SOURCES ... [PUBLIC libs] [PRIVATE libs])
# A static library; PRIVATE libraries' headers stay out of what the library's users see.
function(faceloom_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC ${arg_PUBLIC} PRIVATE faceloom_flags ${arg_PRIVATE})
    target_include_directories(${name} PUBLIC "${PROJECT_SOURCE_DIR}")
endfunction()

# faceloom_test(NAME SOURCES ... LIBS ... [LABELS ...])
# One GoogleTest program, registered as one CTest test.
function(faceloom_test name)
    cmake_parse_arguments(arg "" "" "SOURCES;LIBS;LABELS" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE faceloom_flags ${arg_LIBS} GTest::gtest)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT 1800)
endfunction()
