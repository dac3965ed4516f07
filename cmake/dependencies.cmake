# Third-party libraries, all from the distribution. Theirs are SYSTEM headers: our warnings stay ours.

find_package(Threads REQUIRED)
find_package(PNG REQUIRED)
find_package(ZLIB REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
if(POLICY CMP0167)
    cmake_policy(SET CMP0167 NEW)  # Boost's own configuration, not CMake's module
endif()
find_package(Boost REQUIRED)  # headers: Student's t
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tl-expected REQUIRED)
find_package(CLI11 REQUIRED)

# LibTorch's package adds its flags to the directory's; they are taken from its target instead.
find_package(Torch REQUIRED)
add_library(faceloom_torch INTERFACE)
target_link_libraries(faceloom_torch INTERFACE ${TORCH_LIBRARIES})
target_include_directories(faceloom_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
separate_arguments(faceloom_torch_flags UNIX_COMMAND "${TORCH_CXX_FLAGS}")
target_compile_options(faceloom_torch INTERFACE ${faceloom_torch_flags})
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # A false alarm of GCC 14 inside LibTorch's autograd templates.
    target_compile_options(faceloom_torch INTERFACE -Wno-array-bounds)
endif()
# LibTorch's parallel loops are templates: in our code they run on one core unless OpenMP is on here too. The thread
# sanitizer cannot see OpenMP's barriers and would take every such loop for a race; clang's OpenMP is another than the one
# LibTorch runs with, and fuzzing needs none.
if(NOT FACELOOM_SANITIZE MATCHES "thread" AND NOT FACELOOM_FUZZ)
    find_package(OpenMP REQUIRED COMPONENTS CXX)
    target_link_libraries(faceloom_torch INTERFACE OpenMP::OpenMP_CXX)
endif()

if(FACELOOM_IMAGING)
    find_package(OpenCV REQUIRED COMPONENTS core imgproc imgcodecs videoio objdetect dnn)
    add_library(faceloom_opencv INTERFACE)
    target_link_libraries(faceloom_opencv INTERFACE
        opencv_core opencv_imgproc opencv_imgcodecs opencv_videoio opencv_objdetect opencv_dnn)
    target_include_directories(faceloom_opencv SYSTEM INTERFACE ${OpenCV_INCLUDE_DIRS})
    find_package(GIF 5 REQUIRED)
    find_package(JPEG REQUIRED)
    # Reports: the page as a tree, the model card's Markdown. The second has no configuration of its own.
    find_package(pugixml REQUIRED)
    find_path(FACELOOM_CMARK_INCLUDE cmark-gfm-core-extensions.h REQUIRED)
    find_library(FACELOOM_CMARK cmark-gfm REQUIRED)
    find_library(FACELOOM_CMARK_EXTENSIONS cmark-gfm-extensions REQUIRED)
    add_library(faceloom_cmark INTERFACE)
    target_link_libraries(faceloom_cmark INTERFACE "${FACELOOM_CMARK_EXTENSIONS}" "${FACELOOM_CMARK}")
    target_include_directories(faceloom_cmark SYSTEM INTERFACE "${FACELOOM_CMARK_INCLUDE}")
    # Caffe's files are protocol buffers. The module, not Protobuf's own configuration: Debian has no such file.
    find_package(Protobuf REQUIRED MODULE)
endif()

if(FACELOOM_GUI)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Widgets PrintSupport Network)
    find_package(QCustomPlotQt6 REQUIRED)
endif()
if(FACELOOM_TESTS)
    find_package(GTest REQUIRED)
    if(FACELOOM_GUI)
        find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
    endif()
endif()
