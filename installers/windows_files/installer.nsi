; Installs for one user, without administrator rights. Compiled by makensis on any system (installers/windows.py).
; Switches: /S silent, /D=FOLDER (last, unquoted) another folder; uninstall.exe /S removes silently.
; Exit codes: 0 done, 1 given up by the user, 2 not possible (the program is running, the folder can't be written).
!ifdef TARGET ; of the compilers that have another than x86-unicode
Target ${TARGET}
!endif
Unicode true
SetCompressor /SOLID lzma
SetDateSave off
RequestExecutionLevel user
ManifestDPIAware true
ManifestLongPathAware true

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\PartnerReadiness"
!define PROG_ID "PartnerReadiness.File"

!include "MUI2.nsh"
!include "x64.nsh"
!include "FileFunc.nsh"

Name "Partner Readiness"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Partner Readiness"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
BrandingText "Partner Readiness ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Partner Readiness"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Partner Readiness Setup"
VIAddVersionKey "LegalCopyright" "The Partner Readiness contributors, MIT license"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\partner-readiness.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "French"

LangString RUNNING ${LANG_ENGLISH} "Partner Readiness is running, so its files can't be replaced. Nothing was changed. Close it, then start this again."
LangString RUNNING ${LANG_FRENCH} "Partner Readiness est ouvert, ses fichiers ne peuvent pas être remplacés. Rien n'a été modifié. Fermez-le, puis recommencez."
LangString NEEDS64 ${LANG_ENGLISH} "Partner Readiness needs a 64-bit Windows. Nothing was installed."
LangString NEEDS64 ${LANG_FRENCH} "Partner Readiness nécessite un Windows 64 bits. Rien n'a été installé."
LangString FILETYPE ${LANG_ENGLISH} "Partner Readiness file"
LangString FILETYPE ${LANG_FRENCH} "Fichier Partner Readiness"

!ifdef SIGN
!finalize '${SIGN} "%1"' = 0
!uninstfinalize '${SIGN} "%1"' = 0
!endif

!macro RefuseIfRunning
  ; A running program's file can't be opened for writing.
  ${If} ${FileExists} "$INSTDIR\partner-readiness.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\partner-readiness.exe" a
    ${If} ${Errors}
      SetErrorLevel 2
      MessageBox MB_OK|MB_ICONSTOP "$(RUNNING)" /SD IDOK
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    SetErrorLevel 2
    MessageBox MB_OK|MB_ICONSTOP "$(NEEDS64)" /SD IDOK
    Quit
  ${EndIf}
FunctionEnd

Section "Partner Readiness"
  !insertmacro RefuseIfRunning
  ; An older version takes its own files away, and only those: settings, backups and partners' files stay.
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    ExecWait '"$INSTDIR\uninstall.exe" /S _?=$INSTDIR'
  ${EndIf}
  ClearErrors
  !include "${FILES}"
  ${If} ${Errors}
    SetErrorLevel 2
    Abort
  ${EndIf}
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\Partner Readiness.lnk" "$INSTDIR\partner-readiness.exe"

  WriteRegStr HKCU "Software\Classes\.readiness" "" "${PROG_ID}"
  WriteRegStr HKCU "Software\Classes\.readiness" "Content Type" "${MIME}"
  WriteRegStr HKCU "Software\Classes\.readiness\OpenWithProgids" "${PROG_ID}" ""
  WriteRegStr HKCU "Software\Classes\${PROG_ID}" "" "$(FILETYPE)"
  WriteRegStr HKCU "Software\Classes\${PROG_ID}\DefaultIcon" "" "$INSTDIR\partner-readiness.exe,0"
  WriteRegStr HKCU "Software\Classes\${PROG_ID}\shell\open\command" "" '"$INSTDIR\partner-readiness.exe" "%1"'

  WriteRegStr HKCU "${KEY}" "DisplayName" "Partner Readiness"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\partner-readiness.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "The Partner Readiness contributors"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" $0
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  !insertmacro RefuseIfRunning
  ; File by file as installed, and folders only where they are empty: what a user keeps there stays.
  !include "${REMOVED}"
  Delete "$INSTDIR\uninstall.exe"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Partner Readiness.lnk"
  ReadRegStr $0 HKCU "Software\Classes\.readiness" ""
  ${If} $0 == "${PROG_ID}"
    DeleteRegValue HKCU "Software\Classes\.readiness" ""
    DeleteRegValue HKCU "Software\Classes\.readiness" "Content Type"
  ${EndIf}
  DeleteRegValue HKCU "Software\Classes\.readiness\OpenWithProgids" "${PROG_ID}"
  DeleteRegKey /ifempty HKCU "Software\Classes\.readiness\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\.readiness"
  DeleteRegKey HKCU "Software\Classes\${PROG_ID}"
  DeleteRegKey HKCU "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
